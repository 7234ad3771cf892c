#include "textflag.h"

// The sums of a block stay in Y0 to Y7 while the shares pass by.
//
// func convolveVectors(to, from, shares *float64, blocks, step, count int)
TEXT ·convolveVectors(SB), NOSPLIT, $0-48
	MOVQ to+0(FP), DI
	MOVQ from+8(FP), SI
	MOVQ blocks+24(FP), CX
	MOVQ step+32(FP), DX
	SHLQ $3, DX // bytes

sums:
	VMOVUPD (DI), Y0
	VMOVUPD 32(DI), Y1
	VMOVUPD 64(DI), Y2
	VMOVUPD 96(DI), Y3
	VMOVUPD 128(DI), Y4
	VMOVUPD 160(DI), Y5
	VMOVUPD 192(DI), Y6
	VMOVUPD 224(DI), Y7
	MOVQ    SI, AX
	MOVQ    shares+16(FP), BX
	MOVQ    count+40(FP), R8

share:
	VBROADCASTSD (BX), Y12
	VMULPD       (AX), Y12, Y8
	VMULPD       32(AX), Y12, Y9
	VMULPD       64(AX), Y12, Y10
	VMULPD       96(AX), Y12, Y11
	VADDPD       Y8, Y0, Y0
	VADDPD       Y9, Y1, Y1
	VADDPD       Y10, Y2, Y2
	VADDPD       Y11, Y3, Y3
	VMULPD       128(AX), Y12, Y8
	VMULPD       160(AX), Y12, Y9
	VMULPD       192(AX), Y12, Y10
	VMULPD       224(AX), Y12, Y11
	VADDPD       Y8, Y4, Y4
	VADDPD       Y9, Y5, Y5
	VADDPD       Y10, Y6, Y6
	VADDPD       Y11, Y7, Y7
	ADDQ         $8, BX
	ADDQ         DX, AX
	DECQ         R8
	JNZ          share

	VMOVUPD Y0, (DI)
	VMOVUPD Y1, 32(DI)
	VMOVUPD Y2, 64(DI)
	VMOVUPD Y3, 96(DI)
	VMOVUPD Y4, 128(DI)
	VMOVUPD Y5, 160(DI)
	VMOVUPD Y6, 192(DI)
	VMOVUPD Y7, 224(DI)
	ADDQ    $256, DI
	ADDQ    $256, SI
	DECQ    CX
	JNZ     sums
	VZEROUPPER
	RET
